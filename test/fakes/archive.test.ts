import { archiveContract } from '../contracts/archive.js';
import { fakeArchive } from './archive.js';

archiveContract(fakeArchive);
