import { render } from 'preact';
import { Paper } from '../../components/paper.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('panel_title'));
render(<Paper />, document.getElementById('app')!);
