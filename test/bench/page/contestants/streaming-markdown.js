import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown';

/** streaming-markdown as its manual shows it: only adds nodes, sanitises nothing. */
export default {
  name: 'streaming-markdown',
  label: 'streaming-markdown, bare',
  kind: 'renderer',
  mount(container) {
    const state = parser(default_renderer(container));
    return {
      append: (delta) => parser_write(state, delta),
      flush() {},
      finish: () => parser_end(state),
    };
  },
};
