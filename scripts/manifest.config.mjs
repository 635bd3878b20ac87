import { eventsPlugin } from './manifest-events.mjs';
import { settingsPlugin } from './manifest-settings.mjs';
import { themePlugin } from './manifest-theme.mjs';

/** For the manifest analyser: only the element speaks to the outside, and package.json is left alone. */
export default {
  globs: ['src/stream-chat.ts', 'src/settings.ts', 'src/events/chat-events.ts'],
  outdir: 'node_modules/.cache/manifest',
  litelement: true,
  packagejson: false,
  plugins: [settingsPlugin(), eventsPlugin(), themePlugin()],
};
