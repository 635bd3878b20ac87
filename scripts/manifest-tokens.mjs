import { readFileSync } from 'node:fs';

/** The custom properties of the element: name, default and the comment before it, read from the top of its style sheet. */
export function tokensPlugin() {
  return {
    name: 'tokens',
    packageLinkPhase({ customElementsManifest }) {
      const declaration = customElementsManifest.modules
        .flatMap(({ declarations }) => declarations)
        .find(({ name }) => name === 'StreamChat');
      const [, sheet] = /const tokens = css`([^]*?)`;/.exec(readFileSync('src/stream-chat.styles.ts', 'utf8'));
      const own = sheet.slice(0, sheet.indexOf('}'));
      declaration.cssProperties = [...own.matchAll(/(?:\/\* ([^]*?) \*\/\s*)?(--chat-[a-z-]+):\s*([^;]+);/g)].map(
        ([, description = '', name, value]) => ({
          name,
          default: value.replace(/\s+/g, ' ').trim(),
          description: description.replace(/\s+/g, ' '),
        }),
      );
    },
  };
}
