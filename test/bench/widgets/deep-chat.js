/**
 * Deep Chat with its own event format and `partialRender`, the setting that spares it parsing the whole answer again.
 * All properties are set before it is connected: each later one makes it draw itself anew.
 */
globalThis.widget = {
  async ask(url) {
    await customElements.whenDefined('deep-chat');
    const chat = document.createElement('deep-chat');
    chat.connect = { url, stream: { partialRender: true } };
    chat.style.cssText = 'width: 100vw; height: 100vh; border: 0;';
    const rendered = new Promise((resolve) => chat.addEventListener('render', resolve, { once: true }));
    const finished = new Promise((resolve) =>
      chat.addEventListener('message', ({ detail }) => {
        if (detail.message.role === 'ai') resolve();
      }),
    );
    document.body.append(chat);
    await rendered;
    chat.submitUserMessage({ text: 'Go' });
    await finished;
  },
};
