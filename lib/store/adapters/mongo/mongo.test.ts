import { refusingContract } from '../../contract/refusing';
import { mongo } from '.';

refusingContract(mongo, 'capability_unsupported');
