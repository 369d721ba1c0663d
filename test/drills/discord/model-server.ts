import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { markOf, marksIn } from './marks.ts';

const [takesMs = '0'] = process.argv.slice(2);
const event = (content: object) => `data: ${JSON.stringify({ id: 'gen-1', model: 'some/model', ...content })}\n\n`;
const usage = { prompt_tokens: 412, completion_tokens: 18, total_tokens: 430 };

/* Answers each message with the mark that stands in it, so that whoever sees the answer knows what was answered. */
const server = createServer(async (request, response) => {
  const asked = await text(request);
  const mark = marksIn(asked).at(-1);
  if (Number(takesMs) > 0) await sleep(Number(takesMs));
  const content = mark === undefined ? 'Who is there?' : `You said ${markOf(mark)}, and I heard it.`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] }));
  response.write(event({ choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }] }));
  response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
