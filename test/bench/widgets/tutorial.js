import tutorial from '../page/contestants/tutorial.js';
import { readEvents, scrollingPage } from './read-events.js';

globalThis.widget = {
  async ask(url) {
    const { content, follow } = scrollingPage();
    new ResizeObserver(follow).observe(content);
    const view = tutorial.mount(content);
    await readEvents(url, (text) => view.append(text));
    view.finish();
  },
};
