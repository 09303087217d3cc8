import { actCommand } from '../act.ts';

export default actCommand('nextFinding');
