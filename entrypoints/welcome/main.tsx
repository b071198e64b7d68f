import '../../utils/marks/highlights.css';
import { render } from 'preact';
import { Welcome } from '../../components/welcome.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';
import { readSettings } from '../../utils/settings.ts';

nameDocument(document, say('welcome_title'));
void readSettings().then((first) => render(<Welcome first={first} />, document.getElementById('app')!));
