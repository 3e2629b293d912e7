import { refusingContract } from '../../contract';
import { mongo } from '.';

refusingContract(mongo, 'capability_unsupported');
