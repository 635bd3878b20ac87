import type { ComposerWords } from '../i18n/composer-words.ts';

const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

export const en: ComposerWords = {
  attach: 'Attach files',
  dropHere: 'Drop files here',
  files: 'Files to send',
  remove: (name) => `Remove ${name}`,
  uploadAgain: (name) => `Try ${name} again`,
  added: (count) => `${files(count)} added.`,
  removed: (name) => `${name} removed.`,
  loading: (name) => `${name} is on its way`,
  tooMany: (most) => `Only ${files(most)} can go with one message.`,
  wrongType: (name) => `${name} is not a kind of file that can be sent here.`,
  tooLarge: (name, largest) => `${name} is larger than ${largest}.`,
  isEmpty: (name) => `${name} is empty.`,
  moreRefused: (count) => `${files(count)} more cannot be sent.`,
  unreadable: 'Could not be read',
  uploadFailed: 'Could not be uploaded',
  uploadTimedOut: 'The upload took too long',
  uploadTooLarge: 'Too large for the server',
  uploadRefused: 'The server did not take it',
  speak: 'Speak',
  stopSpeaking: 'Stop listening',
  listening: 'Listening…',
  microphoneRefused: 'The microphone is not allowed. Allow it in the settings of your browser to speak.',
  noMicrophone: 'No microphone was found.',
  nothingHeard: 'Nothing was heard.',
  speechFailed: 'Speaking does not work right now.',
  commands: 'Commands',
  commandCount: (count) => (count === 1 ? '1 command' : `${count} commands`),
};
