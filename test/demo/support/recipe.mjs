import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a recipe against a fake provider for one test, on a free port. @returns the address that it answers at: the first one
 * that it prints.
 */
export async function runRecipe(t, provider, command, args) {
  const child = spawn(command, args, {
    env: { ...process.env, PORT: '0', OPENAI_API_KEY: 'sk-recipe', OPENAI_BASE_URL: provider.url },
  });
  t.after(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (data) => (said += data));
  for (;;) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (address) return `${address}/chat/stream`;
    if (child.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
