import { sourcesContract } from '../contracts/sources.js';
import { fakeSources } from './sources.js';

sourcesContract(files => ({ sources: fakeSources(files), at: path => path }));
