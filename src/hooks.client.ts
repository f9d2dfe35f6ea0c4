import { z } from 'zod';

// Compiled checks are made with `new Function`, which the content policy refuses: each page would say so.
z.config({ jitless: true });
