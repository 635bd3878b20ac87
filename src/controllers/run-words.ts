import type { Translation } from '../i18n/translation.ts';
import type { Run } from './run.ts';

/** What a run is doing, in words for the line that stands where the answer will. */
export function phaseText(run: Run | undefined, strings: Translation): string {
  if (!run) return '';
  switch (run.phase.type) {
    case 'queued':
      return strings.waitingForConnection;
    case 'retrying':
      return strings.retrying(run.wait.secondsLeft);
    case 'resuming':
      return strings.resuming;
    case 'connecting':
      return run.wait.isSlow ? strings.stillWaiting : strings.connecting;
    default:
      return run.wait.isSlow ? strings.stillWaiting : strings.responding;
  }
}
