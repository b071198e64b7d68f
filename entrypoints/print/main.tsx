import { render } from 'preact';
import { Paper } from '../../components/paper.tsx';
import { firstLook } from '../../components/tab.ts';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('panel_title'));
void firstLook().then((first) => render(<Paper first={first} />, document.getElementById('app')!));
