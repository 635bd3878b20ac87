import { readFileSync } from 'node:fs';

/**
 * What a page can restyle: the custom properties with their default and the comment before it, and the parts, both read from
 * src/stream-chat.styles.ts.
 */
export function themePlugin() {
  return {
    name: 'theme',
    packageLinkPhase({ customElementsManifest }) {
      const declaration = customElementsManifest.modules
        .flatMap(({ declarations }) => declarations)
        .find(({ name }) => name === 'StreamChat');
      const source = readFileSync('src/stream-chat.styles.ts', 'utf8');
      const [, sheet] = /const tokens = css`([^]*?)`;/.exec(source);
      const own = sheet.slice(0, sheet.indexOf('}'));
      declaration.cssProperties = [...own.matchAll(/(?:\/\* ([^]*?) \*\/\s*)?(--chat-[a-z-]+):\s*([^;]+);/g)].map(
        ([, description = '', name, value]) => ({
          name,
          default: value.replace(/\s+/g, ' ').trim(),
          description: description.replace(/\s+/g, ' '),
        }),
      );
      declaration.cssParts = [...source.matchAll(/@csspart ([a-z-]+) - (.+)/g)].map(([, name, description]) => ({
        description,
        name,
      }));
    },
  };
}
