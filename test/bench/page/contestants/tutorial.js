import DOMPurify from 'dompurify';
import { Marked } from 'marked';

const marked = new Marked();

/** What tutorials show: the whole answer parsed, sanitised and set anew, here at most once per frame. */
export default {
  name: 'tutorial',
  label: 'marked + DOMPurify + innerHTML',
  kind: 'renderer',
  mount(container) {
    let text = '';
    let frame = 0;
    const flush = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      container.innerHTML = DOMPurify.sanitize(marked.parse(text));
    };
    return {
      append(delta) {
        text += delta;
        frame ||= requestAnimationFrame(flush);
      },
      flush,
      finish: flush,
    };
  },
};
