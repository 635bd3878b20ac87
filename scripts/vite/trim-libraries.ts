import type { Plugin } from 'vite';

interface Trim {
  readonly file: RegExp;
  readonly why: string;
  apply(code: string): string;
}

/** DOMPurify's options as our one configuration, which is frozen, leaves or sets them. */
const OPTIONS: Readonly<Record<string, boolean>> = {
  SAFE_FOR_TEMPLATES: false,
  WHOLE_DOCUMENT: false,
  FORCE_BODY: true,
  IN_PLACE: false,
  SANITIZE_NAMED_PROPS: false,
  RETURN_TRUSTED_TYPE: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  USE_PROFILES: false,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_SELF_CLOSE_IN_ATTR: true,
  SAFE_FOR_XML: true,
  SANITIZE_DOM: true,
  KEEP_CONTENT: true,
  RETURN_DOM: true,
  RETURN_DOM_FRAGMENT: true,
};

/** Makes an option the constant it is: it must be declared once, and assigned from the configuration alone. */
function withConstant(code: string, [name, value]: [string, boolean]): string {
  const constant = code
    .replace(new RegExp(`\\tlet ${name} = \\w+;`), `\tconst ${name} = ${value};`)
    .replace(new RegExp(`^\\t+${name} = [^;]*cfg[^;]*;$`, 'gm'), '');
  const left = constant.match(new RegExp(`\\b${name} = `, 'g'))?.length ?? 0;
  if (left !== 1) throw new Error(`DOMPurify uses ${name} in another way than this build knows.`);
  return constant;
}

/** Options that Lit looks up on plain objects, and so on Object.prototype, are our own or left out (E-06). */
function ownOptions(code: string): string {
  return code
    .replace(/\(\w+\?\.creationScope\?\?(\w+)\)/, '$1')
    .replace('renderBefore??=', 'renderBefore=')
    .replace('return{get:', 'return{__proto__:null,get:');
}

/**
 * What the single script leaves out of its libraries: data and entry points that it never uses. Logic is not touched.
 * A library that changed so that nothing is found to leave out fails the build: then this list is looked at again.
 */
const TRIMS: readonly Trim[] = [
  {
    file: /\/marked\/lib\/marked\.esm\.js$/,
    why: 'the ready-made instance and what only it needs, and the branches of options that we never set',
    apply(code) {
      const start = /var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\(/.exec(code);
      const exports = /export\{([^}]*)\};?/.exec(code);
      if (!start || !exports) return code;
      const kept = exports[1]!.split(',').filter((name) => /as (?:Lexer|Tokenizer)$/.test(name));
      return (
        `${code.slice(0, start.index)}export{${kept.join(',')}};`
          .replace(/this\.options\.(pedantic|breaks|silent)\b/g, 'false')
          .replace(/this\.options\.gfm\b/g, 'true')
          .replace(/this\.options\.extensions\b/g, 'undefined')
          .replace(/,pedantic:\w+\}/g, '}')
          .replace(/,breaks:\w+/g, '')
          // Its rules are built by chained calls without side effects; those of unused options can go.
          .replace(/(?<![\w.]|function )g\(/g, '/*@__PURE__*/g(')
      );
    },
  },
  {
    file: /\/dompurify\/dist\/purify\.es\.mjs$/,
    why: 'the default allow-lists, since our own are passed with every call, the branches of options that we never set, and shims',
    apply(code) {
      // What its compiler adds for engines that know no async generators and no destructuring.
      const withoutShims = code
        .replace(/^AsyncGenerator\.prototype[^]*?^\};$/m, '')
        .replace(/_slicedToArray\((\w+), 2\)/g, '$1');
      const withoutLists = withoutShims.replace(
        /^const (html\$1|svg\$1|svgFilters|svgDisallowed|mathMl\$1|mathMlDisallowed|html|svg|mathMl) = freeze\(\[[^\]]*\]\);$/gm,
        'const $1 = freeze([]);',
      );
      const withoutOverrides = withoutLists
        .replace('if (SAFE_FOR_TEMPLATES) ALLOW_DATA_ATTR = false;', '')
        .replace('if (RETURN_DOM_FRAGMENT) RETURN_DOM = true;', '');
      return Object.entries(OPTIONS)
        .reduce(withConstant, withoutOverrides)
        .replace(/PARSER_MEDIA_TYPE === "application\/xhtml\+xml"/g, 'false')
        .replace(/objectHasOwnProperty\(cfg, "(?:ADD_TAGS|ADD_ATTR|ADD_FORBID_CONTENTS)"\)/g, 'false')
        .replace(/cfg\.TRUSTED_TYPES_POLICY\b/g, 'undefined');
    },
  },
  {
    file: /\/(?:lit-html|lit-element|@lit\/reactive-element)\/.*\.js$/,
    why: 'its version markers and registries on the page: the script sets one global, and it is not Lit',
    apply: (code) => {
      const own = ownOptions(code);
      return own.includes('globalThis')
        ? `const litPage={trustedTypes:globalThis.trustedTypes,ShadowRoot:globalThis.ShadowRoot};${own
            .replaceAll('globalThis', 'litPage')
            .replace(/(?<![.\w])litPropertyMetadata\b/g, 'litPage.litPropertyMetadata')}`
        : own;
    },
  },
];

export function trimLibraries(): Plugin {
  return {
    name: 'trim-libraries',
    apply: 'build',
    transform: {
      filter: { id: /\/node_modules\/(?:marked|dompurify|lit-html|lit-element|@lit)\// },
      handler(code, id) {
        const trim = TRIMS.find(({ file }) => file.test(id));
        if (!trim) return null;
        const trimmed = trim.apply(code);
        if (trimmed === code && /marked|dompurify/.test(id))
          throw new Error(`Nothing to leave out of ${id} any more (${trim.why}).`);
        return { code: trimmed, map: null };
      },
    },
  };
}
