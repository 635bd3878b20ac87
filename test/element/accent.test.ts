import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';

const HUES = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];
const LIGHTNESSES = [4, 20, 35, 45, 50, 55, 65, 80, 96];

/** Least contrast of text, 4.5 : 1, and of a thing that is no text, 3 : 1. */
const TEXT_CONTRAST = 4.5;

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

/** Any CSS colour as red, green, blue: 0–255. */
function pixel(color: string): number[] {
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = pixel(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('one accent', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`any colour of it is readable: the text on it, links, and the visitor's messages; ${scheme}`, async () => {
      const chat = await ChatHarness.mount({
        attributes: { greeting: '[Link](https://example.com)', 'color-scheme': scheme },
      });
      chat.element.addMessage({
        id: 'a',
        role: 'user',
        parts: [{ type: 'text', text: 'Hello', revision: 0 }],
        status: 'complete',
        createdAt: 0,
      });
      chat.element.draft = 'Text';
      await chat.until(() => chat.part('message-user') !== null && chat.part('link') !== null);
      const style = (part: string): CSSStyleDeclaration => getComputedStyle(chat.part(part)!);
      chat.root.querySelector<HTMLElement>('[part="send-button"]')!.style.transition = 'none';
      const background = style('panel').backgroundColor;
      const poor: string[] = [];
      const expectContrast = (what: string, one: string, other: string): void => {
        const ratio = contrast(one, other);
        if (ratio < TEXT_CONTRAST) poor.push(`${what}: ${ratio.toFixed(2)} between ${one} and ${other}`);
      };
      for (const hue of HUES) {
        for (const lightness of LIGHTNESSES) {
          const accent = `hsl(${hue} 90% ${lightness}%)`;
          chat.element.style.setProperty('--chat-accent', accent);
          expectContrast(`text on ${accent}`, style('send-button').color, style('send-button').backgroundColor);
          expectContrast(`link of ${accent}`, style('link').color, background);
          const bubble = getComputedStyle(chat.part('message-user')!.querySelector('[part~="content"]')!);
          expectContrast(`message of ${accent}`, bubble.color, bubble.backgroundColor);
        }
      }
      expect(poor).to.deep.equal([]);
    });
  }

  it('links of sources have its colour, not the browser’s', async () => {
    const chat = await ChatHarness.mount({ attributes: { greeting: '[Link](https://example.com)' } });
    chat.element.addMessage({
      id: 'a',
      role: 'assistant',
      parts: [{ type: 'source', url: 'https://example.com/a', title: 'A' }],
      status: 'complete',
      createdAt: 0,
    });
    await chat.until(() => chat.part('source-link') !== null && chat.part('link') !== null);
    expect(getComputedStyle(chat.part('source-link')!).color).to.equal(getComputedStyle(chat.part('link')!).color);
  });

  it('a page that sets the text colour itself has its way', async () => {
    const chat = await ChatHarness.mount();
    chat.element.style.setProperty('--chat-accent-text', 'rgb(255, 0, 0)');
    chat.element.draft = 'Text';
    await chat.element.updateComplete;
    chat.part('send-button')!.style.transition = 'none';
    expect(getComputedStyle(chat.part('send-button')!).color).to.equal('rgb(255, 0, 0)');
  });
});
