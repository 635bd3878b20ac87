import { expect } from '@open-wc/testing';
import { markdownRules } from '../../src/render/markdown.styles.ts';
import { MarkdownView } from '../../src/render/markdown-view.ts';

describe('the spaces of a list', () => {
  it('are the same before a list in it, whether the words before it are plain or not', () => {
    const styles = document.createElement('style');
    styles.textContent = markdownRules;
    const container = document.createElement('div');
    document.body.append(styles, container);
    const view = new MarkdownView(container);
    view.append('- plain words\n  - inner\n- **bold** words\n  - inner\n- last\n');
    view.finish();
    const items = [...container.querySelectorAll('li')];
    const top = (item: Element): number => {
      const range = document.createRange();
      range.selectNodeContents(item);
      return range.getClientRects()[0]!.top;
    };
    const steps = items.slice(1).map((item, index) => Math.round(top(item) - top(items[index]!)));
    styles.remove();
    container.remove();
    expect(steps.length).to.equal(4);
    for (const step of steps) expect(step).to.be.closeTo(steps[0]!, 1);
  });
});
