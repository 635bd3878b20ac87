import type { Plugin } from 'vite';

interface Trim {
  readonly file: RegExp;
  readonly why: string;
  apply(code: string): string;
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
      const kept = exports[1]!.split(',').filter((name) => /as (?:Lexer|Tokenizer|Parser|Renderer|Hooks)$/.test(name));
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
    why: 'the default allow-lists: our own are passed with every call, and without the defaults it allows nothing',
    apply: (code) =>
      code.replace(
        /^const (html\$1|svg\$1|svgFilters|svgDisallowed|mathMl\$1|mathMlDisallowed|html|svg|mathMl) = freeze\(\[[^\]]*\]\);$/gm,
        'const $1 = freeze([]);',
      ),
  },
];

export function trimLibraries(): Plugin {
  return {
    name: 'trim-libraries',
    apply: 'build',
    transform: {
      filter: { id: /\/(?:marked|dompurify)\// },
      handler(code, id) {
        const trim = TRIMS.find(({ file }) => file.test(id));
        if (!trim) return null;
        const trimmed = trim.apply(code);
        if (trimmed === code) throw new Error(`Nothing to leave out of ${id} any more (${trim.why}).`);
        return { code: trimmed, map: null };
      },
    },
  };
}
