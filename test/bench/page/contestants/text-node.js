/** The least that can be done: every delta goes into the one text node. No markdown. */
export default {
  name: 'text-node',
  label: 'one text node',
  kind: 'text',
  mount(container) {
    const text = new Text();
    container.style.whiteSpace = 'pre-wrap';
    container.append(text);
    return { append: (delta) => text.appendData(delta), flush() {}, finish() {} };
  },
};
