import { render } from 'preact';
import { App } from '../../components/app.tsx';
import { firstLook } from '../../components/tab.ts';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('panel_title'));
void firstLook().then((first) => render(<App follow={true} first={first} />, document.getElementById('app')!));
