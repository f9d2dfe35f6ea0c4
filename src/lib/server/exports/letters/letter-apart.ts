import { answers } from '../../apart/answers.ts';
import { letterDocx } from './letter-docx.ts';

answers(letterDocx);
