import { setTimeout as wait } from 'node:timers/promises';

/** Longest wait for a tree, and the time between two looks, in ms: Firefox builds its tree when it is first asked. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 250;

/** What Gecko calls by other names than ARIA. */
const ROLES = { pushbutton: 'button', entry: 'textbox', 'text leaf': 'text' };

/**
 * Roles, names and levels of a page as its browser gives them to assistive technology, in the order of the page.
 * Chromium tells them over its protocol; Firefox to its own front end, which is asked.
 */
export async function readTree(page, browserName) {
  return browserName === 'firefox' ? readFirefoxTree(page) : readChromiumTree(page);
}

async function readChromiumTree(page) {
  const client = await page.createCDPSession();
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({
      role: role?.value,
      name: name?.value ?? '',
      level: properties.find((property) => property.name === 'level')?.value.value,
    }));
}

/** Runs in Firefox's own window: the tree of the tab with this address. */
const WALK = `(url) => {
  const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  const tab = gBrowser.browsers.find(({ currentURI }) => currentURI.spec === url);
  const nodes = [];
  const attribute = (node, name) => {
    try {
      return node.attributes.getStringProperty(name);
    } catch {
      return '';
    }
  };
  const walk = (node) => {
    const level = Number(attribute(node, 'level')) || undefined;
    const role = attribute(node, 'xml-roles').split(' ')[0] || service.getStringRole(node.role);
    nodes.push({ role, name: node.name ?? '', level });
    for (let i = 0; i < node.childCount; i++) walk(node.getChildAt(i));
  };
  const tree = tab && service.getAccessibleFor(tab);
  if (tree) walk(tree);
  return JSON.stringify(nodes);
}`;

async function readFirefoxTree(page) {
  const { connection } = page.browser();
  const { result: windows } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const deadline = Date.now() + PATIENCE_MS;
  let before = '';
  for (;;) {
    const { result } = await connection.send('script.callFunction', {
      functionDeclaration: WALK,
      arguments: [{ type: 'string', value: page.url() }],
      awaitPromise: false,
      target: { context: windows.contexts[0].context },
    });
    const now = result.result?.value ?? '';
    // It grows for a while: it is there once it stays the same.
    if (now !== '' && now === before && now.includes('"log"'))
      return JSON.parse(now).map((node) => ({ ...node, role: ROLES[node.role] ?? node.role }));
    if (Date.now() > deadline) throw new Error(`No accessibility tree in ${PATIENCE_MS} ms: ${now}`);
    before = now;
    await wait(LOOK_EVERY_MS);
  }
}
