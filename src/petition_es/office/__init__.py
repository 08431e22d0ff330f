"""The write side: every act of a clerk or petitioner passes one policy, and is then recorded."""
