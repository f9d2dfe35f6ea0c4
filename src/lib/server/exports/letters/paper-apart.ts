import { answers } from '../../apart/answers.ts';
import { paperDocx } from './paper-docx.ts';

answers(paperDocx);
