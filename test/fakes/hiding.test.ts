import { hidingContract } from '../contracts/hiding.js';
import { fakeHiding } from './hiding.js';

hidingContract(() => {
  const hiding = fakeHiding();
  return { hiding, written: hiding.written, pass: hiding.pass };
});
