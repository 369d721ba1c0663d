import { documentsContract } from '../contracts/documents.js';
import { fakeDocuments } from './documents.js';

documentsContract(fakeDocuments);
