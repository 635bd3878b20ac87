/** The events of the element, from `ChatEventDetails` in src/events/chat-events.ts: the first paragraph of each one's comment. */
export function eventsPlugin() {
  const events = [];
  return {
    name: 'events',
    analyzePhase({ ts, node }) {
      if (!ts.isInterfaceDeclaration(node) || node.name.getText() !== 'ChatEventDetails') return;
      for (const { name, jsDoc } of node.members) {
        const [description] = jsDoc[0].comment.split('\n\n');
        events.push({
          type: { text: 'CustomEvent' },
          description: description.replace(/\s+/g, ' '),
          name: name.text,
        });
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules.filter(
        ({ path }) => path !== 'src/events/chat-events.ts',
      );
      customElementsManifest.modules
        .flatMap(({ declarations }) => declarations)
        .find(({ name }) => name === 'StreamChat').events = events;
    },
  };
}
