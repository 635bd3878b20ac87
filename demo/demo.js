/** Sets attributes on the element as the controls say, asks the example questions, and says so if the script was not built. */
const chat = document.querySelector('stream-chat');
const controls = document.querySelector('#controls');
const attributes = document.querySelector('#attributes');
const copyButton = document.querySelector('#copy');
const DEFAULTS = { mode: 'inline', 'color-scheme': 'auto', dir: 'ltr', method: 'POST', endpoint: '' };
const COPIED_MS = 1600;

function addressOf(path, fault) {
  return fault ? `${path}?fault=${fault}` : path;
}

function apply() {
  const { mode, 'color-scheme': scheme, dir, fault } = Object.fromEntries(new FormData(controls));
  const { value: path, dataset } = controls.elements.endpoint.selectedOptions[0];
  const wanted = { endpoint: addressOf(path, fault), method: dataset.method, mode, 'color-scheme': scheme, dir };
  for (const [name, value] of Object.entries(wanted)) chat.setAttribute(name, value);

  document.documentElement.dataset.scheme = scheme;
  document.body.classList.toggle('is-floating', mode === 'floating');
  document.querySelector('#elsewhere').hidden = mode !== 'floating';
  const shown = Object.entries(wanted).filter(([name, value]) => value !== DEFAULTS[name]);
  attributes.textContent = `<stream-chat ${shown.map(([name, value]) => `${name}="${value}"`).join(' ')}>`;
}

function ask({ ask: question, endpoint }) {
  if (!chat.send) return;
  if (endpoint && controls.elements.endpoint.selectedIndex === 0) {
    controls.elements.endpoint.value = endpoint;
    apply();
  }
  if (controls.elements.mode.value === 'floating') chat.show();
  else chat.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  void chat.send(question);
}

async function copySnippet() {
  await navigator.clipboard.writeText(document.querySelector('#snippet').textContent);
  copyButton.textContent = 'Copied';
  setTimeout(() => (copyButton.textContent = 'Copy'), COPIED_MS);
}

async function explainMissingScript() {
  if (customElements.get('stream-chat')) return;
  const notice = document.querySelector('#notice');
  const response = await fetch('/stream-chat.js');
  notice.textContent = response.ok
    ? 'The script loaded, but it did not define the element. The console says why.'
    : await response.text();
  notice.hidden = false;
}

controls.addEventListener('change', apply);
copyButton.addEventListener('click', () => void copySnippet());
for (const button of document.querySelectorAll('[data-ask]'))
  button.addEventListener('click', () => ask(button.dataset));
document.querySelector('#curl').textContent = `curl -N "${new URL('/chat/stream/text?message=hello', location.href)}"`;
window.addEventListener('load', () => void explainMissingScript());
apply();
