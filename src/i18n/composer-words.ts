/** The words of files, voice and commands. `name` is that of a file. */
export interface ComposerWords {
  /** On the button, and over the panel while files are dragged. */
  readonly attach: string;
  readonly dropHere: string;
  /** The list of files that go along. */
  readonly files: string;
  readonly remove: (name: string) => string;
  readonly uploadAgain: (name: string) => string;
  readonly added: (count: number) => string;
  readonly removed: (name: string) => string;
  readonly loading: (name: string) => string;
  /** Why files are not taken. */
  readonly tooMany: (most: number) => string;
  readonly wrongType: (name: string) => string;
  readonly tooLarge: (name: string, largest: string) => string;
  readonly isEmpty: (name: string) => string;
  readonly moreRefused: (count: number) => string;
  /** Why a file did not arrive. */
  readonly unreadable: string;
  readonly uploadFailed: string;
  readonly uploadTimedOut: string;
  readonly uploadTooLarge: string;
  readonly uploadRefused: string;
  readonly speak: string;
  readonly stopSpeaking: string;
  readonly listening: string;
  readonly microphoneRefused: string;
  readonly noMicrophone: string;
  readonly nothingHeard: string;
  readonly speechFailed: string;
  readonly commands: string;
  readonly commandCount: (count: number) => string;
}
