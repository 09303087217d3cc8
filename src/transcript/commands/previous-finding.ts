import { actCommand } from '../act.ts';

export default actCommand('previousFinding');
