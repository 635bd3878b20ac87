import { expect } from '@open-wc/testing';
import { en as composerWords } from '../../src/composer/en.ts';
import { en } from '../../src/i18n/en.ts';
import { merged, type PartialTranslation } from '../../src/i18n/translations.ts';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh-Hans'];

const load = async (name: string): Promise<PartialTranslation> => {
  const module = (await import(`../../src/languages/${name}.ts`)) as { translation: PartialTranslation };
  return module.translation;
};

/** Every word by its path, `failed.timeout.title`; functions are called with `argument`. */
function words(value: unknown, argument: unknown, path = ''): [path: string, word: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, (value as (...given: unknown[]) => string)(argument, argument)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => words(inner, argument, path === '' ? key : `${path}.${key}`));
}

/** The same in several languages. */
const MAY_BE_ENGLISH =
  /^(?:locale|fullStop|heading|code|suggestions|stop|message|input|sources|table|transcript|assistant|stopped\.title)$/;

for (const name of LANGUAGES) {
  describe(`the words in ${name} (I-06)`, () => {
    let translation: PartialTranslation;
    before(async () => (translation = await load(name)));

    it('are all there', () => {
      const has = new Map(words(translation, 3));
      const lacking = words(en, 3).map(([path]) => path);
      // The full stop and “1 / 2” are the same in most.
      expect(lacking.filter((path) => !/^(?:fullStop|versionOf)$/.test(path) && !has.get(path))).to.deep.equal([]);
      expect(translation.locale).to.equal(name);
    });

    it('are not English', () => {
      const english = new Map(words(en, 3));
      const same = words(translation, 3).filter(
        ([path, word]) => !MAY_BE_ENGLISH.test(path) && english.get(path) === word,
      );
      expect(same).to.deep.equal([]);
    });

    it('put names where the language wants them', () => {
      for (const key of ['copyCode', 'loadImage', 'toolRunning', 'toolDone', 'toolFailed', 'leave'] as const)
        expect(translation[key]!('Rust'), key).to.include('Rust');
      expect(translation.copyCode!('')).to.match(/^\S.*\S$/);
    });

    it('have a form for every count, with no sign left in it', () => {
      for (const key of ['charactersLeft', 'unread', 'retrying'] as const) {
        for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 1000]) {
          const word = translation[key]!(count);
          expect(word, `${key} ${count}`)
            .to.be.a('string')
            .and.not.match(/#|undefined|NaN/);
          if (count >= 3) expect(word, `${key} ${count}`).to.match(/\p{N}/u);
        }
      }
    });

    it('are all there for the composer too, in this language, with names and counts where they belong', () => {
      const own = new Map(words(translation.composer, 3));
      const english = new Map(words(composerWords, 3));
      expect([...english.keys()].filter((path) => !own.get(path))).to.deep.equal([]);
      expect([...own.keys()].filter((path) => own.get(path) === english.get(path))).to.deep.equal([]);
      for (const key of ['remove', 'uploadAgain', 'removed', 'loading', 'wrongType', 'isEmpty'] as const)
        expect(translation.composer![key]!('a.txt'), key).to.include('a.txt');
      expect(translation.composer!.tooLarge!('a.txt', '10 MB')).to.include('a.txt').and.include('10 MB');
      for (const key of ['added', 'tooMany', 'moreRefused', 'commandCount'] as const) {
        for (const count of [1, 2, 3, 5, 11, 21, 100]) {
          const word = translation.composer![key]!(count);
          expect(word, `${key} ${count}`).not.to.match(/#|undefined/);
          if (count >= 3) expect(word, `${key} ${count}`).to.match(/\p{N}/u);
        }
      }
    });

    it('end their notices without a full stop, which the template sets', () => {
      for (const notice of [...Object.values(translation.failed!), ...Object.values(translation.interrupted!)]) {
        expect(notice.title).to.match(/[^.。]$/);
        if (notice.detail) expect(notice.detail).to.match(/[^.。]$/);
      }
    });
  });
}

/** The names of which a word is made must not turn around what stands beside them. */
for (const name of ['ar', 'he']) {
  describe(`right to left, in ${name} (I-03, I-06)`, () => {
    it('isolates the names and addresses in its words', async () => {
      const translation = await load(name);
      for (const key of [
        'copyCode',
        'loadImage',
        'toolRunning',
        'toolDone',
        'toolFailed',
        'toolWaiting',
        'toolDenied',
        'leave',
        'tryAfter',
      ] as const)
        expect(translation[key]!('C++ (x)'), key).to.include('\u2068C++ (x)\u2069');
    });

    it('has its own marks', async () => {
      const all = words(await load(name), 3).filter(([path]) => !/^(?:locale|direction)$/.test(path));
      for (const [path, word] of all) {
        expect(word.replace('endpoint', ''), path).not.to.match(/[A-Za-z]/);
        if (name === 'ar') expect(word, path).not.to.match(/[?,;]/);
      }
    });
  });
}

describe('words that are put together', () => {
  it('keep the spaces of French from breaking', async () => {
    for (const [path, word] of words(await load('fr'), 'x')) expect(word, path).not.to.match(/ [?!:;»]|« /);
  });

  it('are counted by the rules of the language', async () => {
    const [polish, arabic] = await Promise.all(['pl', 'ar'].map(load));
    expect([1, 2, 5, 22].map((count) => polish!.unread!(count))).to.deep.equal([
      '1 nowa wiadomość',
      '2 nowe wiadomości',
      '5 nowych wiadomości',
      '22 nowe wiadomości',
    ]);
    expect(arabic!.unread!(2)).to.equal('رسالتان جديدتان');
    const [french, hebrew] = await Promise.all(['fr', 'he'].map(load));
    expect(french!.unread!(0)).to.equal('0 nouveau message');
    expect(hebrew!.unread!(2)).to.equal('שתי הודעות חדשות');
    expect([1, 2, 1000].map((count) => en.charactersLeft(count))).to.deep.equal([
      '1 character left',
      '2 characters left',
      '1,000 characters left',
    ]);
  });

  it('take their numbers and dates from the page’s own language', async () => {
    expect(merged('de-AT', await load('de')).locale).to.equal('de-AT');
    expect(merged('not a language').locale).to.equal('en');
  });
});
