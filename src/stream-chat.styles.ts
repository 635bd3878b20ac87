import { css, unsafeCSS } from 'lit';
import { composerRules } from './render/composer.styles.ts';
import { controlRules } from './render/controls.styles.ts';
import { forcedColorRules } from './render/forced-colors.styles.ts';
import { launcherRules } from './render/launcher.styles.ts';
import { markdownRules } from './render/markdown.styles.ts';
import { messageRules } from './render/message.styles.ts';
import { modeRules } from './render/modes.styles.ts';
import { panelRules } from './render/panel.styles.ts';
import { partRules } from './render/parts.styles.ts';
import { printRules } from './render/print.styles.ts';

/**
 * Every tunable stands here with its default; a page sets them on the element. One accent is enough: the text on it is black
 * or white by its luminance (4.5 : 1 on any colour), and links, the visitor's messages and the focus ring come from it.
 */
const tokens = css`
  :host {
    /* Launcher, buttons and avatars; what follows comes from it. */
    --chat-accent: light-dark(#2f5bd8, #8fb0ff);
    /* Text on the accent: black or white by its luminance, 4.5 : 1 on any colour. */
    --chat-accent-text: color(
      from var(--chat-accent) xyz-d65 clamp(0, (0.179 - y) * 1e5, 0.95) clamp(0, (0.179 - y) * 1e5, 1)
        clamp(0, (0.179 - y) * 1e5, 1.089)
    );
    /* The accent under the pointer. */
    --chat-accent-hover: color-mix(in oklab, var(--chat-accent) 88%, var(--chat-text));
    /* Panel. */
    --chat-background: light-dark(#fff, #16181d);
    /* Quiet fills: sources, hovered buttons. */
    --chat-surface: light-dark(#f4f5f7, #22252c);
    /* Text. */
    --chat-text: light-dark(#1b1e24, #e7e9ee);
    /* Second-rate text. */
    --chat-muted: light-dark(#5c6370, #a2a9b6);
    /* Lines and frames. */
    --chat-border: light-dark(#e1e4ea, #343943);
    /* Links and the cursor; the accent, dark or light enough to be read. */
    --chat-link: light-dark(
      oklch(from var(--chat-accent) min(l, 0.5) c h),
      oklch(from var(--chat-accent) max(l, 0.77) min(c, 0.13) h)
    );
    /* Behind the reason why an answer ended early. */
    --chat-notice-background: light-dark(#fff6e5, #33291a);
    /* Its text. */
    --chat-notice-text: light-dark(#6b4a00, #f5d59a);
    /* Behind the visitor's messages. */
    --chat-user-background: light-dark(
      color-mix(in oklab, var(--chat-accent) 12%, var(--chat-background)),
      color-mix(in oklab, var(--chat-accent) 22%, var(--chat-background))
    );
    /* Their text. */
    --chat-user-text: var(--chat-text);
    /* Behind code. */
    --chat-code-background: var(--chat-surface);
    /* Code. */
    --chat-code-text: var(--chat-text);
    /* Ring around what has the focus. */
    --chat-focus: var(--chat-link);
    /* Behind the number of unread messages. */
    --chat-badge: #d0243c;
    /* That number. */
    --chat-badge-text: #fff;
    /* Font family; by default the page's. */
    --chat-font: inherit;
    /* Font family of titles and headings. */
    --chat-font-heading: inherit;
    /* Font family of code. */
    --chat-font-mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    /* Size of text; 0.9375rem in a floating chat and a sidebar. */
    --chat-font-size: max(1rem, 14px);
    /* Distance of lines. */
    --chat-line-height: 1.55;
    /* Corners of the panel, and a little more those of the composer. */
    --chat-radius: 16px;
    /* Corners of the visitor's messages. */
    --chat-radius-bubble: 18px;
    /* Corners of code blocks, notices, sources. */
    --chat-radius-small: 10px;
    /* Corners of buttons. */
    --chat-radius-button: 99px;
    /* Margins of the panel; all others are parts of it. */
    --chat-space: 1rem;
    /* Between messages. */
    --chat-gap: 0.85rem;
    /* Between the blocks of an answer. */
    --chat-paragraph-space: 0.85em;
    /* Under panel, launcher and call-out. */
    --chat-shadow: 0 16px 48px -8px rgb(0 0 0 / 24%), 0 2px 8px rgb(0 0 0 / 8%);
    /* Under small buttons and the composer. */
    --chat-shadow-small: 0 1px 6px rgb(0 0 0 / 8%);
    /* Height of an inline chat. */
    --chat-height: 36rem;
    /* Widest text. */
    --chat-max-width: 46rem;
    /* Highest text field. */
    --chat-input-height: 12em;
    /* Width of a floating chat or a sidebar. */
    --chat-panel-width: 25rem;
    /* Height of a floating chat. */
    --chat-panel-height: 42rem;
    /* Size of the launcher. */
    --chat-launcher-size: 56px;
    /* Size of pictures of authors. */
    --chat-avatar-size: 1.75em;
    /* Distance of launcher and panel from the edges. */
    --chat-inset: 20px;
    /* How much of a phone the keyboard on its screen covers; the element says it. */
    --chat-keyboard: 0px;
    /* Place above the page. */
    --chat-z-index: 2147483000;
    /* Length of movements; they are off for visitors who want none. */
    --chat-motion: 200ms;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) {
    --chat-font-size: max(0.9375rem, 14px);
  }
`;

/**
 * The element's style sheets, in order. A page reaches what it cannot say by custom properties with `::part()`:
 *
 * @csspart launcher - The button that opens a floating chat or a sidebar.
 * @csspart badge - The number of messages that nobody has seen.
 * @csspart call-out - The sentence beside the closed launcher; in it `call-out-text` and `call-out-close-button`.
 * @csspart panel - Everything but the launcher.
 * @csspart header - The title row.
 * @csspart title - The title.
 * @csspart close-button - Closes the panel.
 * @csspart handoff-button - The link to a person.
 * @csspart download-button - Saves the conversation.
 * @csspart log - The scrolling transcript; in it `log-content`.
 * @csspart date - The day, between messages of different days.
 * @csspart message - One message; also `message-user`, `message-assistant`, and its status such as `message-streaming`.
 * @csspart author - Who wrote it; in it `avatar` and `name`.
 * @csspart content - The rendered text of a message.
 * @csspart cursor - The blinking cursor; exists only while an answer streams.
 * @csspart waiting - The line before the first text; in it `dots` and `phase`.
 * @csspart reasoning - The closed section with the model's reasoning; in it `reasoning-summary` and `reasoning-text`.
 * @csspart tool-call - One tool call; where it has values, a closed section with `tool-call-summary`, `tool-call-args`, `tool-call-result`.
 * @csspart file - A file of a message; in it `file-image`, or `file-name` with `file-link` and `file-size`.
 * @csspart status-line - What the back end says that it is doing.
 * @csspart sources - What an answer rests on; in it `source`.
 * @csspart usage - With `show-usage`, tokens in and out.
 * @csspart notice - Why an answer ended early; in it `notice-text` and `notice-title`.
 * @csspart actions - The controls below a message.
 * @csspart timestamp - When a message came.
 * @csspart copy-button - Copies a message or a code block.
 * @csspart regenerate-button - Asks for another answer.
 * @csspart edit-button - Changes a question; then `edit-form`, `edit-input`, `edit-cancel-button` and `edit-submit-button`.
 * @csspart ratings - The two thumbs; in it `feedback-up` and `feedback-down`.
 * @csspart feedback-up - Rates an answer as good.
 * @csspart feedback-down - Rates an answer as bad; both open `comment-form`, with parts as in `edit-form`.
 * @csspart retry-button - Asks again.
 * @csspart continue-button - Asks for the rest.
 * @csspart offline - Says that the device has no connection.
 * @csspart try-now-button - Ends the wait before a repeat.
 * @csspart versions - Which of several answers is shown; in it `earlier-button`, `version-number`, `later-button`.
 * @csspart suggestions - The starter and follow-up prompts.
 * @csspart suggestion - One of them; in it `suggestion-text`.
 * @csspart footer - Below the transcript.
 * @csspart jump-button - Goes to the latest text.
 * @csspart quote-button - Puts selected words into the text field.
 * @csspart composer - The row of text field and button.
 * @csspart input - The text field.
 * @csspart counter - How many characters are left.
 * @csspart send-button - Sends.
 * @csspart stop-button - Stops the running answer.
 * @csspart files - The files of a message; in it `file`, and in that `file-image`, or `file-name` and `file-size`.
 * @csspart attach-button - Opens the browser's picker for files.
 * @csspart picked-files - The files that go along with the next message; in it `picked-file` with `picked-file-image`, `picked-file-words`, `picked-file-name`, `picked-file-detail` and `picked-file-progress`.
 * @csspart file-remove-button - Takes one of them away.
 * @csspart file-retry-button - Uploads it again.
 * @csspart drop-hint - Where files can be dropped.
 * @csspart voice-button - Starts and ends speaking.
 * @csspart commands - The list behind `/`; in it `command` with `command-name` and `command-description`.
 * @csspart composer-problem - Why a file is not taken or the microphone does not work; in it `composer-problem-text`, `composer-problem-sentence` and `composer-problem-close-button`.
 * @csspart diagnosis - With `debug`, what is wrong with the endpoint; in it `diagnosis-item`.
 * @csspart disclaimer - The line below the composer.
 * @csspart icon - The picture on a button.
 * @csspart announcer - What screen readers hear; nothing to see.
 * @csspart paragraph - A paragraph of an answer. Every element of it is a part by its tag's name, such as `strong`, or by one of these:
 * @csspart heading - A heading; also `heading-1` to `heading-6`.
 * @csspart list - A list; in it `list-item`.
 * @csspart table - A table; in it `table-header` and `table-cell`, around it `table-scroll`.
 * @csspart code-block - A code block; in it `code-header`, `code-language`, `code` and `code-copy-button`.
 * @csspart inline-code - Code within a line.
 * @csspart link - A link; behind it `link-host` where its text names another host.
 * @csspart image - A picture; also `image-placeholder` and `image-button` where it waits for a click.
 * @csspart blockquote - A quotation.
 * @csspart rule - A line across.
 */
export const styles = [
  tokens,
  modeRules,
  panelRules,
  messageRules,
  partRules,
  controlRules,
  composerRules,
  forcedColorRules,
  launcherRules,
  unsafeCSS(markdownRules),
  printRules,
];
