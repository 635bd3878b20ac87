import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, nextFrame } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const TEXT = Array.from({ length: 3000 }, (_, index) => `Paragraph ${index} with *words*.`).join('\n\n');
const LAST = 'Paragraph 2999 with words.';
const ATTRIBUTES: readonly Readonly<Record<string, string>>[] = [{}, { pacing: 'even' }];

/** A chat in the middle of showing a long answer that came at once. */
async function inTheMiddle(attributes: Readonly<Record<string, string>>): Promise<ChatHarness> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes });
  await chat.ask('Hello?');
  await stream.write(delta(TEXT) + DONE);
  while (!content(chat)?.textContent.includes('Paragraph 0')) await nextFrame();
  return chat;
}

function content(chat: ChatHarness): HTMLElement | null {
  return chat.root.querySelector('[data-role="assistant"] [part="content"]');
}

for (const attributes of ATTRIBUTES) {
  describe(`A long answer that is still being drawn${attributes['pacing'] ? ', at an even pace' : ''}`, () => {
    it('is not worked at any more once it is removed: nothing is held (R-27)', async () => {
      const chat = await inTheMiddle(attributes);
      const removed = content(chat)!;
      expect(removed.textContent.includes(LAST)).to.equal(false);
      chat.element.clear();
      await chat.element.updateComplete;
      for (let i = 0; i < 3; i++) await nextFrame();
      const { length } = removed.textContent;
      for (let i = 0; i < 10; i++) await nextFrame();
      expect(removed.isConnected).to.equal(false);
      expect(removed.textContent.length).to.equal(length);
    });

    it('rests while the element is out of the page, and is complete when it is back (law 5)', async () => {
      const chat = await inTheMiddle(attributes);
      chat.element.remove();
      for (let i = 0; i < 3; i++) await nextFrame();
      const { length } = content(chat)!.textContent;
      for (let i = 0; i < 10; i++) await nextFrame();
      expect(content(chat)!.textContent.length).to.equal(length);
      expect(content(chat)!.textContent.includes(LAST)).to.equal(false);
      const first = content(chat)!.querySelector('p');
      document.body.append(chat.element);
      await chat.until(() => content(chat)?.textContent.includes(LAST) ?? false);
      expect(content(chat)!.querySelector('p') === first).to.equal(true);
    });

    it('is complete after the element was moved in the middle of it (law 5)', async () => {
      const chat = await inTheMiddle(attributes);
      const place = document.body.appendChild(document.createElement('div'));
      expect(content(chat)!.textContent.includes(LAST)).to.equal(false);
      place.append(chat.element);
      await chat.until(() => content(chat)?.textContent.includes(LAST) ?? false);
      place.remove();
    });
  });
}
