import '../../utils/marks/highlights.css';
import { render } from 'preact';
import { Options } from '../../components/options.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';
import { readSettings } from '../../utils/settings.ts';

nameDocument(document, say('options_title'));
void readSettings().then((first) => render(<Options first={first} />, document.getElementById('app')!));
