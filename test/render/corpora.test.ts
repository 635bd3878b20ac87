import { expect } from '@open-wc/testing';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { judge, type AttackCase } from './attack-cases.ts';
import { Canaries } from './violations.ts';

const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];
/** Scripts, handlers and requests that start late are waited for this long. */
const AFTERMATH_MS = 500;

interface AttackGroup {
  readonly name: string;
  readonly why: string;
  readonly markdown: readonly string[];
}

/** Names of custom elements in the attacks, defined so that an upgrade is seen. */
const WIDGETS = ['stream-chat', 'x-widget', 'my-element', 'paper-dialog', 'sl-alert'];

/** @returns the cases of every list served beside the project, or of none. */
async function servedLists(): Promise<{ readonly name: string; readonly cases: readonly AttackCase[] }[]> {
  const folder = await fetch('/__cases/corpora/xss');
  if (!folder.ok) return [];
  const names = ((await folder.json()) as string[]).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      name,
      cases: (await (await fetch(`/__cases/corpora/xss/${name}`)).json()) as AttackCase[],
    })),
  );
}

async function ownList(): Promise<AttackCase[]> {
  const response = await fetch(new URL('cases/attacks.json', import.meta.url));
  const groups = (await response.json()) as AttackGroup[];
  return groups.flatMap(({ name, markdown }) =>
    markdown.map((text, index) => ({ id: `${name}-${index + 1}`, markdown: text, atEveryPrefix: true })),
  );
}

/** Renders every case in every mode and fails with the list of violations. */
async function expectNoViolation(cases: readonly AttackCase[]): Promise<void> {
  const canaries = new Canaries();
  const host = document.body.appendChild(document.createElement('div'));
  const bad: string[] = [];
  for (const html of MODES) {
    for (const attack of cases) {
      const verdict = judge(attack, html, host);
      if (verdict.violations.length > 0) bad.push(`${verdict.id} in ${html}: ${verdict.violations.join(', ')}`);
    }
  }
  await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
  canaries.release();
  host.remove();
  const allowed = new Set(cases.flatMap(({ config }) => config?.allowedImagePrefixes ?? []));
  const requests = canaries.requests.filter((name) => ![...allowed].some((prefix) => name.startsWith(prefix)));
  expect(bad, `${bad.length} of ${MODES.length * cases.length}`).to.deep.equal([]);
  expect(canaries.calls, 'exec').to.deep.equal([]);
  expect(requests, 'net').to.deep.equal([]);
  expect(canaries.errors, 'throw').to.deep.equal([]);
  expect(canaries.hasLeft, 'nav').to.equal(false);
}

describe('MarkdownView on attacks (laws 7 and 8; X-01, X-02, X-08, X-09, X-10, L-01, L-09)', () => {
  before(() => {
    for (const name of WIDGETS) {
      if (customElements.get(name)) continue;
      customElements.define(
        name,
        class extends HTMLElement {
          connectedCallback(): void {
            (window as unknown as { attack(): void }).attack();
          }
        },
      );
    }
  });

  it('lets none of its own through, at no prefix and in no html mode (X-03)', async () => {
    const cases = await ownList();
    expect(cases.length).to.be.at.least(150);
    await expectNoViolation(cases);
  }).timeout(120_000);

  it('lets none of the lists that are served through', async () => {
    const lists = await servedLists();
    if (lists.length === 0)
      console.log('No attack lists are served (STREAM_CHAT_CASES is not set): only the project’s own were run.');
    for (const { name, cases } of lists) {
      await expectNoViolation(cases);
      console.log(`${name}: ${cases.length} cases in ${MODES.length} html modes, 0 violations`);
    }
  }).timeout(240_000);

  it('sees every kind of violation', async () => {
    const canaries = new Canaries();
    const host = document.body.appendChild(document.createElement('div'));
    const { nodeViolations, overlays } = await import('./violations.ts');
    const seen = (html: string): string[] => {
      host.innerHTML = html;
      return [...nodeViolations(host)];
    };
    expect(seen('<b onclick="1">x</b>')).to.deep.equal(['handler']);
    expect(seen('<a href="javascript:1">x</a>')).to.include.members(['script-url', 'bad-scheme']);
    expect(seen('<iframe></iframe><svg></svg>')).to.deep.equal(['active-elem']);
    expect(seen('<button>x</button>')).to.deep.equal(['form']);
    expect(seen('<x-y></x-y>')).to.deep.equal(['custom-elem']);
    expect(seen('<p role="alert" part="composer">x</p>')).to.deep.equal(['aria-inject']);
    expect(seen('<b id="x">x</b>')).to.deep.equal(['clobber']);
    expect(seen('<b style="color:red" class="y">x</b>')).to.deep.equal(['css-leak']);
    expect(seen('a\u202eb')).to.deep.equal(['invisible']);
    expect(seen('<img src="/test/render/nothing.png" onerror="attack()">')).to.include('untrusted-origin');
    host.innerHTML += '<div style="position:fixed">x</div>';
    expect(overlays(host)).to.equal(true);
    await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
    canaries.release();
    host.remove();
    expect(canaries.calls).to.include('attack');
    expect(canaries.requests.join()).to.include('nothing.png');
  });
});
