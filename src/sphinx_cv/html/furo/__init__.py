"""All that is special to Furo: the frame of a page in its colours and columns."""
