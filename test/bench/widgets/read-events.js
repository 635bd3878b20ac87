/**
 * The least of an SSE reader: `data:` lines of one event each, as the bench server writes them.
 *
 * @param {string} url
 * @param {(text: string) => void} onText called once for what arrived together
 */
export async function readEvents(url, onText) {
  const response = await fetch(url, { method: 'POST', body: '{}' });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    onText(events.map(textOf).join(''));
  }
}

function textOf(event) {
  const data = event.slice('data: '.length);
  return data === '[DONE]' ? '' : (JSON.parse(data).choices[0].delta.content ?? '');
}

/** @returns {{scroller: HTMLElement, content: HTMLElement, follow: () => void}} a scrolling page that can be kept at its end */
export function scrollingPage() {
  const scroller = document.createElement('div');
  const content = document.createElement('div');
  scroller.id = 'scroller';
  content.id = 'content';
  scroller.append(content);
  document.body.append(scroller);
  return { scroller, content, follow: () => (scroller.scrollTop = scroller.scrollHeight) };
}
