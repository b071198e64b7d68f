import '../../utils/marks/highlights.css';
import { render } from 'preact';
import { Welcome } from '../../components/welcome.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('welcome_title'));
render(<Welcome />, document.getElementById('app')!);
