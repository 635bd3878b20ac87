/** `<stream-chat>` from its single script, filling the page. */
globalThis.widget = {
  async ask(url) {
    await customElements.whenDefined('stream-chat');
    const chat = document.createElement('stream-chat');
    chat.setAttribute('endpoint', url);
    chat.setAttribute('protocol', 'openai');
    chat.style.cssText = 'display: block; height: 100vh;';
    document.body.append(chat);
    await chat.send('Go');
  },
};
