import { states } from './states.js';

const PHONE = { name: 'phone', width: 390, height: 844, isMobile: true, hasTouch: true };
const DESKTOP = { name: 'desktop', width: 1200, height: 800 };

/** States whose point is not the mode: taken in one of them, in every scheme, direction and device. */
const MODES = {
  empty: ['inline', 'floating', 'sidebar', 'fullscreen'],
  conversation: ['inline', 'floating', 'sidebar', 'fullscreen'],
};
const DIRECTIONS = { arabic: ['rtl'], chinese: ['ltr'] };

/** Situations of their own, each a picture in light and dark. */
const SPECIALS = [
  { name: 'narrow', state: 'typography', mode: 'inline', device: { width: 320, height: 800 } },
  { name: 'wide', state: 'typography', mode: 'fullscreen', device: { width: 1200, height: 1000 } },
  { name: 'closed', state: 'empty', mode: 'floating', isOpen: false, device: DESKTOP },
  { name: 'text200', state: 'typography', mode: 'inline', rootSize: '200%', device: { width: 800, height: 1000 } },
  { name: 'text200phone', state: 'conversation', mode: 'floating', rootSize: '200%', device: PHONE },
  { name: 'forced', state: 'conversation', mode: 'floating', features: { 'forced-colors': 'active' }, device: DESKTOP },
  { name: 'forcedphone', state: 'empty', mode: 'inline', features: { 'forced-colors': 'active' }, device: PHONE },
  ...['brand', 'terminal', 'help-desk', 'calm'].flatMap((theme) =>
    [PHONE, DESKTOP].map((device) => ({
      name: `${theme}-${device.name}`,
      state: 'typography',
      mode: theme === 'help-desk' ? 'sidebar' : 'inline',
      theme,
      device,
    })),
  ),
];

/** Every picture, by name: state, mode, scheme, direction, device. */
export function pictures(isQuick) {
  const all = [];
  const add = (state, mode, scheme, dir, { name, ...device }) =>
    all.push({ name: `${state}-${mode}-${scheme}-${dir}-${name}`, state, mode, scheme, dir, device });
  for (const state of Object.keys(states)) {
    const modes = MODES[state] ?? ['floating'];
    for (const mode of modes)
      for (const scheme of ['light', 'dark'])
        for (const dir of DIRECTIONS[state] ?? ['ltr', 'rtl'])
          for (const device of [PHONE, DESKTOP]) {
            const isKept = dir === (DIRECTIONS[state]?.[0] ?? 'ltr') && (scheme === 'light') === (device === PHONE);
            if (!isQuick || isKept) add(state, mode, scheme, dir, device);
          }
  }
  for (const {
    name,
    device: { name: _device, ...device },
    ...special
  } of SPECIALS)
    for (const scheme of isQuick ? ['light'] : ['light', 'dark'])
      all.push({ ...special, name: `${special.state}-${name}-${scheme}`, scheme, dir: 'ltr', device });
  return all;
}
