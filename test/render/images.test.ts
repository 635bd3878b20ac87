import { expect } from '@open-wc/testing';
import { MarkdownView, type MarkdownViewOptions } from '../../src/render/markdown-view.ts';
import { renderChunks } from '../support/document.ts';

/** A picture of one pixel. */
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=';

function rendered(markdown: string, options: MarkdownViewOptions = {}): HTMLElement {
  return renderChunks([markdown], options);
}

/** Requests for pictures while `run` runs and shortly after. */
async function requests(run: () => void): Promise<string[]> {
  const names: string[] = [];
  const observer = new PerformanceObserver((list) => names.push(...list.getEntries().map(({ name }) => name)));
  observer.observe({ type: 'resource' });
  run();
  await new Promise((resolve) => setTimeout(resolve, 300));
  names.push(...observer.takeRecords().map(({ name }) => name));
  observer.disconnect();
  return names.filter((name) => /picture/.test(name));
}

describe('Images', () => {
  it('are shown as their description, their host and a button, and are not fetched (L-01)', async () => {
    let container!: HTMLElement;
    const fetched = await requests(
      () => (container = rendered('![A chart](https://pictures.example/picture.png "t")')),
    );
    expect(fetched).to.deep.equal([]);
    expect(container.querySelector('img') === null).to.equal(true);
    const placeholder = container.querySelector('[part~="image-placeholder"]')!;
    expect(placeholder.textContent).to.equal('A chart Load image from pictures.example');
    expect(placeholder.querySelector('button')!.type).to.equal('button');
  });

  it('load when the button is pressed, and stay while the text goes on', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    const address = 'https://pictures.invalid/dot.png';
    view.append(`Look: ![A dot](${address}) and`);
    view.flush();
    container.querySelector('button')!.click();
    const image = container.querySelector('img')!;
    expect([image.src, image.alt, image.referrerPolicy]).to.deep.equal([address, 'A dot', 'no-referrer']);
    view.append(' more **words**.\n\nNext.\n\n');
    view.finish();
    expect(container.querySelector('img') === image).to.equal(true);
    expect(container.querySelector('button') === null).to.equal(true);
  });

  it('load by themselves from listed places, once, when the address is complete (L-02)', async () => {
    const address = `${location.origin.replace('http:', 'https:')}/picture.png`;
    const text = `Before ![A chart](${address}) after, and a [ref][r].\n\n![again][r]\n\n[r]: ${address}?2\n\nEnd.\n`;
    const container = document.body.appendChild(document.createElement('div'));
    const fetched = await requests(() => {
      const view = new MarkdownView(container, { imageHosts: [location.host] });
      for (const unit of text.split('')) {
        view.append(unit);
        view.flush();
        for (const image of container.querySelectorAll('img')) expect([address, `${address}?2`]).to.include(image.src);
      }
      view.finish();
    });
    container.remove();
    expect(container.querySelectorAll('img').length).to.equal(2);
    expect(fetched.filter((name) => name === address).length).to.be.at.most(1);
  });

  const LISTED = ['pictures.example', 'https://cdn.example:8443/chat/', 'https://media.example/a'];
  const loads = (src: string): boolean =>
    rendered(`![a](${src})`, { imageHosts: LISTED }).querySelector('img') !== null;
  it('load from listed places only, compared with a boundary (L-05)', () => {
    for (const src of [
      'https://pictures.example/a.png',
      'https://PICTURES.example/a',
      'https://cdn.example:8443/chat/a.png',
      'https://media.example/a/b.png',
    ])
      expect(loads(src), src).to.equal(true);
    for (const src of [
      ...[
        'http://pictures.example/a.png',
        'https://pictures.example.evil.test/a',
        'https://evil.test/pictures.example',
        'https://a.pictures.example/',
      ],
      ...[
        'https://cdn.example/chat/a',
        'https://cdn.example:8443/chatter/a',
        'https://cdn.example:8443/chat/../a',
        'https://u:p@pictures.example/a',
        'https://media.example/ab/c.png',
      ],
      ...['//pictures.example/a', 'pictures.example/a', '/a.png', 'data:image/svg+xml,x', 'data:text/html,x'],
    ]) {
      expect(loads(src), src).to.equal(false);
    }
  });

  it('of the page itself are text unless all are allowed', () => {
    const container = rendered('![a](/picture.png)');
    expect(container.querySelector('[part~="image-text"]')!.textContent).to.equal('a');
    expect(rendered('![a](/missing-picture.png)', { images: 'allow' }).querySelector('img') !== null).to.equal(true);
  });

  it('of a few kinds may stand in the text itself: nothing is fetched for them', () => {
    expect(rendered(`![a](${PIXEL})`).querySelector('img')!.src).to.equal(PIXEL);
    expect(rendered(`![a](${PIXEL.replace('gif', 'svg+xml')})`).querySelector('img') === null).to.equal(true);
    expect(rendered(`![a](data:image/png;base64,${'A'.repeat(70_000)})`).querySelector('img') === null).to.equal(true);
  });

  it('are their description where the policy is `none`, also for data', () => {
    for (const src of ['https://pictures.example/a.png', PIXEL]) {
      const container = rendered(`![A chart](${src})`, { images: 'none', imageHosts: LISTED });
      expect([container.textContent, container.querySelector('img, button') === null]).to.deep.equal(['A chart', true]);
    }
  });

  it('can be asked for over https only', () => {
    expect(rendered('![a](https://pictures.example/a.png)').querySelectorAll('button').length).to.equal(1);
    expect(rendered('![a](http://pictures.example/a.png)').querySelectorAll('button').length).to.equal(0);
  });

  it('that load by themselves do not say where they stand (L-07)', () => {
    const image = rendered('![a](https://pictures.example/a.png)', { images: 'allow' }).querySelector('img')!;
    expect(image.referrerPolicy).to.equal('no-referrer');
  });

  it('without description are still something to see', () => {
    expect(rendered('![](javascript:x)').textContent).to.equal('Image');
  });
});
