import { replay } from './replay.js';

/** The finished document appended step by step, as it is. */
export default {
  name: 'plain-replay',
  label: 'plain replay',
  kind: 'replay',
  mount: (container, reference) => replay(container, reference),
};
