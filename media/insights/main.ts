/**
 * The insights page. It runs in a webview, knows only the host's messages (src/shared/insights-messages.ts) and never reaches
 * the network. The host's HTML is that of the issue page, with `insights` in place of `issue`.
 */
import type { InsightsHostMessage } from '../../src/shared/insights-messages.ts';
import { acquireHost, listen } from '../ui/host.ts';
import type { InsightsHost } from './host.ts';
import { InsightsPage } from './page.ts';
import { openSaved } from './saved-page.ts';
import './styles/insights.css';

const root = document.getElementById('insights');
if (root === null) throw new Error('The page has no element with the id "insights".');

const host: InsightsHost = acquireHost();
const saved = openSaved(host, document.body.dataset['panel']);
const page = new InsightsPage(root, host.post, saved);
listen<InsightsHostMessage>(page.handlers);
host.post({ type: 'ready', range: saved.value.range });
