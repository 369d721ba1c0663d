import { systemClock } from '../adapters/system/clock.js';
import { scriptedClock } from '../adapters/system/scripted-clock.js';
import { demoPersonalitySchema, demoScriptSchema } from '../domain/demo/demo.js';

/** What is shipped for the demo. Read only when it is played, because reading it takes a parser. */
export async function readDemo() {
  const { readShipped } = await import('../adapters/files/shipped.js');
  return {
    personality: readShipped('demo/personality.yaml', demoPersonalitySchema),
    script: readShipped('demo/conversation.yaml', demoScriptSchema),
  };
}

/** A clock for a replay: it stands where the script puts it. */
export const clockForScript = () => scriptedClock(systemClock());
