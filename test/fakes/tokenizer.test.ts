import { tokenizerContract } from '../contracts/tokenizer.js';
import { fakeTokenizer } from './tokenizer.js';

tokenizerContract(fakeTokenizer);
