import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { Launcher } from 'chrome-launcher';
import puppeteer from 'puppeteer-core';
import { chromeLauncher } from '@web/test-runner-chrome';

/** How long a page of tests may load on a busy machine. */
const LOADING_MS = 120_000;

/** Without these a headless Chromium looks up hosts of its maker at every start. */
const QUIET_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

function installedChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  try {
    return Launcher.getFirstInstallation();
  } catch {
    return undefined;
  }
}

/**
 * The Chromium that comes inside an npm package (Linux x64).
 * It unpacks into TMPDIR and reuses whatever lies there, so it gets a folder of its own; it brings its libraries
 * only where it believes to run on Lambda; and Chromium dies at its first page where it finds no font.
 */
async function packagedChromium() {
  const folder = resolve('node_modules/.cache/packaged-chromium-147');
  mkdirSync(folder, { recursive: true });
  const environment = { ...process.env };
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  const fontConfiguration = join(folder, 'fonts.xml');
  writeFileSync(
    fontConfiguration,
    `<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>` +
      `<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  return {
    executablePath,
    headless: 'shell',
    args: ['--no-sandbox', ...QUIET_FLAGS],
    env: { ...environment, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: fontConfiguration },
  };
}

/** @returns launch options of a Chromium: `CHROME_PATH`, an installed one, or the packaged one. */
export async function chromiumOptions() {
  const executablePath = installedChromium();
  if (executablePath) {
    const isRoot = process.getuid?.() === 0;
    return { executablePath, args: [...(isRoot ? ['--no-sandbox'] : []), ...QUIET_FLAGS] };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium();
  throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to it.');
}

/** What a visitor's system asks for: by the engine's preferences in Firefox, which cannot emulate it, and by emulation in Chromium. */
export const SYSTEMS = {
  'forced colours': {
    preferences: { 'ui.useAccessibilityTheme': 1, 'browser.display.document_color_use': 2 },
    features: [{ name: 'forced-colors', value: 'active' }],
  },
  'reduced motion': {
    preferences: { 'ui.prefersReducedMotion': 1 },
    features: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
  },
  'a finger': {
    preferences: { 'ui.primaryPointerCapabilities': 1, 'ui.allPointerCapabilities': 1 },
    viewport: { width: 390, height: 800, hasTouch: true, isMobile: true },
  },
};

/** @returns the path of an installed Firefox: `FIREFOX_PATH`, or one that is found. */
export function installedFirefox() {
  const candidates = [
    process.env.FIREFOX_PATH,
    ...['firefox', 'firefox-esr'].flatMap((name) =>
      (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
    ),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ];
  return candidates.find((path) => path && existsSync(path));
}

/** @returns launch options of an installed Firefox, driven over WebDriver BiDi. */
export function firefoxOptions(system) {
  const executablePath = installedFirefox();
  if (!executablePath) throw new Error('No Firefox found. Install it, or set FIREFOX_PATH to it.');
  return {
    browser: 'firefox',
    executablePath,
    // So that its accessibility tree can be read, which no protocol tells.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: SYSTEMS[system]?.preferences ?? {},
  };
}

/**
 * @param options - `system`, a key of `SYSTEMS`; `flags` of a Chromium, besides its own; others are puppeteer's.
 * @returns a puppeteer browser of the named kind.
 */
export async function launchBrowser(name = 'chromium', { system, flags = [], ...more } = {}) {
  if (name === 'firefox') return patient.launch({ ...firefoxOptions(system), ...more });
  const options = await chromiumOptions();
  return patient.launch({ ...options, ...more, args: [...options.args, ...flags] });
}

/** A browser that does not start, on a machine that is busy, is started once more. */
const patient = { launch: (options) => puppeteer.launch(options).catch(() => puppeteer.launch(options)) };

/** Asks a page of Chromium for what `system` names; Firefox was launched with it. */
export async function emulateSystem(page, system) {
  const { features, viewport } = SYSTEMS[system] ?? {};
  if (features) {
    const client = await page.createCDPSession();
    await client.send('Emulation.setEmulatedMedia', { features });
  }
  if (viewport) await page.setViewport(viewport);
}

/** @returns launchers of the test runner for a list such as `chromium,firefox`. */
export async function browserLaunchers(names) {
  return Promise.all(
    names.split(',').map(async (name) => {
      if (name === 'chromium') {
        // Windows, not tabs: a tab behind another one is hidden and gets no frames.
        const createPage = ({ context }) => context.newPage({ type: 'window' });
        return chromeLauncher({ puppeteer, launchOptions: await chromiumOptions(), createPage });
      }
      if (name === 'firefox') {
        const createPage = async ({ context }) => {
          const page = await context.newPage();
          page.setDefaultNavigationTimeout(LOADING_MS);
          return page;
        };
        return chromeLauncher({ puppeteer: patient, launchOptions: firefoxOptions(), createPage, concurrency: 1 });
      }
      throw new Error(`Unknown browser "${name}". Known: chromium, firefox.`);
    }),
  );
}
