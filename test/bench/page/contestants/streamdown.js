import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';

/**
 * The fastest settings that keep its output whole and safe: no copy and download controls, line numbers, animation,
 * caret or link dialog; no inner scrolling of code and tables, as nobody else has it. Highlighting, mermaid and math are
 * plugins of their own and stay away. Objects are made once, since it compares properties by identity.
 */
const SETTINGS = {
  mode: 'streaming',
  controls: false,
  lineNumbers: false,
  animated: false,
  isAnimating: false,
  codeBlockMaxHeight: 0,
  tableMaxHeight: 0,
  linkSafety: { enabled: false },
};

export default {
  name: 'streamdown',
  label: 'Streamdown (React)',
  kind: 'renderer',
  mount(container) {
    const root = createRoot(container);
    let text = '';
    const render = () => root.render(createElement(Streamdown, SETTINGS, text));
    const flush = () => flushSync(render);
    return {
      append(delta) {
        text += delta;
        render();
      },
      flush,
      finish: flush,
      unmount: () => root.unmount(),
    };
  },
  /** Lines of code are spans without line ends, strong text is a span, code has a header. */
  undress(clone) {
    for (const header of clone.querySelectorAll('[data-streamdown="code-block-header"]')) header.remove();
    for (const lines of clone.querySelectorAll('[data-streamdown="code-block-body"] code'))
      lines.textContent = Array.from(lines.children, (line) => line.textContent.replace(/\n$/, '')).join('\n');
    for (const span of clone.querySelectorAll('span[data-streamdown="strong"]')) {
      const strong = clone.ownerDocument.createElement('strong');
      strong.append(...span.childNodes);
      span.replaceWith(strong);
    }
  },
};
