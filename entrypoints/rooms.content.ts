import '../utils/marks/highlights.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { readArticleInSlices } from '../utils/article/read.ts';
import { createMarks } from '../utils/marks/marks.ts';
import { showNotice } from '../utils/marks/notice.ts';
import { handOver } from './content/rooms.ts';

/** Brought by the background into a page that is read; see `injectRooms`. */
export default defineContentScript({
  registration: 'runtime',
  matches: ['http://*/*', 'https://*/*'],
  main() {
    handOver({ readArticleInSlices, createMarks, showNotice });
  },
});
