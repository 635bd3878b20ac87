import DOMPurify from 'dompurify';
import bare from './streaming-markdown.js';

/** About once a second at 60 frames a second: often enough to matter, seldom enough to stay cheap. */
const APPENDS_PER_CHECK = 64;

/**
 * The same with DOMPurify over the live tree now and then and at the end. In place, since the parser holds on to its nodes.
 * What comes between two checks is unsafe until the next.
 */
export default {
  name: 'streaming-markdown-sanitised',
  label: 'the same, sanitised periodically',
  kind: 'renderer',
  mount(container) {
    const view = bare.mount(container);
    const sanitise = () => DOMPurify.sanitize(container, { IN_PLACE: true });
    let appends = 0;
    return {
      append(delta) {
        view.append(delta);
        if (++appends % APPENDS_PER_CHECK === 0) sanitise();
      },
      flush() {},
      finish() {
        view.finish();
        sanitise();
      },
    };
  },
};
