int weightscope_placeholder(void);
